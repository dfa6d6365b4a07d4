import { automation, person } from "../story.ts";
import type { Random } from "../../../random.ts";
import { crmUi } from "../../model/source.ts";
import { userIdOf } from "../../model/user-id.ts";
import { days, hours } from "../working-hours.ts";
import { Staff } from "./staff.ts";
import type { Member } from "./staff.ts";
import { nowIso } from "./year.ts";
import type { Year } from "./year.ts";

/** Share of the team that leaves within a year; each is replaced. */
const yearlyTurnover = 0.25;

/** Records that count as open work, so that their owner's leaving matters. */
const openWork = ["deals", "contacts"];

/** Hires the team, and plans who leaves, who follows, and how they log in. */
export function planTeam(year: Year, contacts: number): void {
  const random = year.chance("team");
  const { staff, profile, beginsAt, endsAt } = year;
  const founders = Array.from({ length: Staff.sizeFor(profile, contacts) }, () => staff.hire(random, beginsAt));
  for (const member of founders) join(year, random, member);
  const leaving = Math.min(
    founders.length - 2,
    Math.round((founders.length * yearlyTurnover * (endsAt - beginsAt)) / days(365)),
  );
  for (let number = 0; number < leaving; number++) {
    const member = founders[founders.length - 1 - number]!;
    const share = (number + 0.5) / leaving;
    planLeaving(
      year,
      random,
      member,
      beginsAt + days(40) + Math.floor(share * (endsAt - beginsAt - days(60))),
      founders[0]!.id,
    );
  }
}

function planLeaving(year: Year, random: Random, member: Member, about: number, heirId: string): void {
  const { time, agenda, staff, rates } = year;
  const { day } = time.local(about);
  const workday = time.nextWorkday(day, 1);
  const leftAt = time.at(workday, 1020);
  const isLeftBehind = random.chance(rates.workLeftBehind);
  const foundAt = time.at(time.nextWorkday(workday, random.integer(3, 18)), random.integer(560, 700));
  // Nobody is given new work in the last days.
  staff.willLeave(member, leftAt - days(3), heirId);
  const successor = staff.hire(random, time.at(time.nextWorkday(workday, random.integer(2, 12)), 540));
  agenda.plan(successor.joinsAt, () => join(year, random, successor));
  if (!isLeftBehind) agenda.plan(leftAt - hours(3), () => handOver(year, member));
  agenda.plan(leftAt, () => leave(year, member, isLeftBehind ? foundAt : null));
}

function leave(year: Year, member: Member, foundAt: number | null): void {
  const { staff, chronicle, labels, agenda } = year;
  staff.isGone(member.id);
  chronicle.note({ what: "owner-deactivated", id: member.id }, person(member.heirId!));
  const name = `${member.firstName} ${member.lastName}`;
  const subject = {
    checkId: "owner-deactivated",
    subjectType: "owner",
    subjectId: member.id,
    from: chronicle.now,
  } as const;
  if (foundAt === null) {
    labels.nearMiss({ ...subject, variant: "handed-over", story: `${name} left and handed everything over before` });
    return;
  }
  const owns = staff.portfolioOf(member.id).some(({ type }) => openWork.includes(type));
  const trace = owns
    ? labels.begin({ ...subject, variant: "work-left-behind", story: `${name} left and still owns records` })
    : null;
  agenda.plan(foundAt, () => {
    handOver(year, member);
    trace?.end(chronicle.now);
  });
}

/** Everything goes to the heir, whatever it is. */
function handOver({ staff, chronicle }: Year, member: Member): void {
  staff.isGone(member.id);
  for (const record of staff.portfolioOf(member.id))
    chronicle.set(record, { hubspot_owner_id: member.heirId! }, person(member.heirId!));
}

function join(year: Year, random: Random, member: Member): void {
  const { chronicle, time, endsAt, agenda } = year;
  const { id, email, firstName, lastName, teams } = member;
  chronicle.note({ what: "owner-created", id, email, firstName, lastName, teams }, crmUi);
  const userId = String(userIdOf(id));
  const content = {
    superAdmin: year.staff.members[0] === member,
    roleId: year.staff.members[0] === member ? "1" : "2",
  };
  chronicle.note({ what: "document-saved", kind: "user-access", id: userId, content }, crmUi);
  chronicle.note(
    {
      what: "document-saved",
      kind: "security-activity",
      id: `${userId}-joined`,
      content: { type: "USER_CREATED", categoryType: "USER", userId: Number(userId), objectId: email },
    },
    automation("Settings"),
  );
  const goToWork = (day: number) => {
    const at = time.at(day, (time.hours.opens === 0 ? 480 : time.hours.opens) + random.integer(0, 25));
    if (at > endsAt || (member.leavesAt !== null && at > member.leavesAt + days(3))) return;
    agenda.plan(at, () => {
      logIn(year, member);
      // A look at the log on one day in three keeps it believable and small.
      goToWork(time.nextWorkday(day, random.integer(1, 5)));
    });
  };
  goToWork(time.nextWorkday(time.local(chronicle.now).day, 1));
}

function logIn(year: Year, member: Member): void {
  const userId = userIdOf(member.id);
  year.chronicle.note(
    {
      what: "document-saved",
      kind: "login",
      id: `${userId}-${nowIso(year)}`,
      content: { userId, email: member.email, countryCode: "DE", location: "Office", ipAddress: "192.0.2.10" },
    },
    person(member.id),
  );
}

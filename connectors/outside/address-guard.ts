import { BlockList, isIP } from "node:net";

type Subnet = readonly [network: string, prefix: number];

/** Never a service of anybody's: link-local with the clouds' metadata, multicast, reserved and test networks. */
const neverV4: readonly Subnet[] = [
  ["0.0.0.0", 8],
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
  ["100.100.100.200", 32], // metadata of one cloud, inside the shared network of providers
];
/** Within the own machine or network: allowed only where the operator says so. */
const privateV4: readonly Subnet[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
];
/** Beside these, everything outside of 2000::/3 is refused. The first four carry an IPv4 address of any kind. */
const neverV6: readonly Subnet[] = [
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["2001::", 32],
  ["2002::", 16],
  ["2001:2::", 48],
  ["2001:10::", 28],
  ["2001:20::", 28],
  ["2001:db8::", 32],
  ["3fff::", 20],
  ["fd00:ec2::254", 128], // metadata of one cloud, inside the private networks
];
const privateV6: readonly Subnet[] = [
  ["::1", 128],
  ["fc00::", 7],
];
const globalV6: readonly Subnet[] = [["2000::", 3]];

const never = { ipv4: listOf("ipv4", neverV4), ipv6: listOf("ipv6", neverV6) };
const own = { ipv4: listOf("ipv4", privateV4), ipv6: listOf("ipv6", privateV6) };
const global = listOf("ipv6", globalV6);

function listOf(family: "ipv4" | "ipv6", subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family);
  return list;
}

const mapped = /^(?:0*:)*:?(?:0*:)*ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;

/**
 * Why nothing may be sent to an IP address; null when it may. An IPv4 address in the clothes of IPv6 is judged as what
 * it is.
 *
 * @param address - As `dns.lookup` and `socket.remoteAddress` give it. Anything else is refused.
 * @param allowPrivate - Whether the own machine and network are allowed; what is nobody's service never is.
 */
export function whyRefused(address: string, allowPrivate: boolean): string | null {
  const bare = address.split("%")[0]!;
  const inner = asIPv4(bare);
  const version = isIP(inner);
  if (version === 0) return "it is no IP address";
  const family = version === 4 ? "ipv4" : "ipv6";
  if (never[family].check(inner, family)) return "it is reserved, link-local or a metadata address";
  if (own[family].check(inner, family)) return allowPrivate ? null : "it lies within the own machine or network";
  if (family === "ipv6" && !global.check(inner, family)) return "it is reserved, link-local or a metadata address";
  return null;
}

function asIPv4(address: string): string {
  const match = isIP(address) === 6 ? mapped.exec(address) : null;
  if (match === null) return address;
  if (match[1] !== undefined) return match[1];
  const [high, low] = [parseInt(match[2]!, 16), parseInt(match[3]!, 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

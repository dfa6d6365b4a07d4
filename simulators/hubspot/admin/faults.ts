import type { AdminRequest, AdminRoutes } from "../../admin-router.ts";
import { FaultInput } from "../faults/fault.ts";
import type { HostedPortal } from "../hosted-portal.ts";

type OnPortal = (act: (hosted: HostedPortal, request: AdminRequest) => unknown) => (request: AdminRequest) => unknown;

/** Setting and lifting a portal's faults. */
export function faultRoutes(on: OnPortal): AdminRoutes {
  return {
    "GET /_simulator/portals/:id/faults": on(({ faults }) => ({ faults: faults.all })),
    "POST /_simulator/portals/:id/faults": on(({ faults }, { body }) => ({ id: faults.set(FaultInput.parse(body)) })),
    "DELETE /_simulator/portals/:id/faults": on(({ faults }) => faults.clear()),
    "DELETE /_simulator/portals/:id/faults/:faultId": on(({ faults }, { params }) =>
      faults.clear(Number(params["faultId"])),
    ),
  };
}

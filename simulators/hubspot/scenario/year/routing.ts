/** Whether the workflow that gives leads their owner runs. */
export class Routing {
  /** When somebody will notice that it is off; null while it runs. */
  offUntil: number | null = null;
}

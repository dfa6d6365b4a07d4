/** What the simulator sends back. A body that is not a string is sent as JSON. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

export const created = (body: unknown): Answer => ({ status: 201, body });

export const noContent: Answer = { status: 204, body: "" };

export const html = (status: number, title: string): Answer => ({
  status,
  headers: { "content-type": "text/html;charset=iso-8859-1" },
  body: `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n<title>Error ${status} ${title}</title>\n</head>\n<body><h2>HTTP ERROR ${status} ${title}</h2>\n</body>\n</html>\n`,
});

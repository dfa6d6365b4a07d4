import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A shell script that stands in for a program. */
export function fakeProgram(path: string, script: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

/** A CLI that can only say which server is in it. */
export function fakeCli(path: string, server: string): string {
  return fakeProgram(path, `echo "temporal version 0.0.0-DEV (Server ${server}, UI 2.42.1)"`);
}

export interface FakeGo {
  /** A folder for the front of the PATH. */
  readonly folder: string;
  /** One line for each `go install`. */
  readonly installs: string;
}

/** A `go` that "builds" in no time, and leaves a read-only file in its module cache unless it was told otherwise. */
export function fakeGo(folder: string, { version = "go1.26.8", list = "exit 0", install = "" } = {}): FakeGo {
  const installs = join(folder, "installs");
  const script = `
case "$1" in
  version) echo "go version ${version} linux/amd64" ;;
  list) ${list} ;;
  install)
    echo "$GOPATH" >> ${installs}
    mkdir -p "$GOPATH/pkg/mod/x" "$GOCACHE" "$GOBIN" && echo x > "$GOPATH/pkg/mod/x/file"
    case "$GOFLAGS" in *-modcacherw*) ;; *) chmod -R a-w "$GOPATH/pkg/mod/x" ;; esac
    ${install}
    echo "go: downloading example.com/module v1.0.0" >&2
    printf '#!/bin/sh\\necho "temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)"\\n' > "$GOBIN/temporal"
    chmod +x "$GOBIN/temporal" ;;
esac`;
  fakeProgram(join(folder, "go"), script);
  return { folder, installs };
}

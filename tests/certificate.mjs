// A certificate for 127.0.0.1 and localhost that only those trust who are given its file; one for elsewhere too.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export function makeCertificate(names = "IP:127.0.0.1,DNS:localhost") {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-certificate-"));
  const key_file = path.join(folder, "key.pem");
  const ca_file = path.join(folder, "certificate.pem");
  execFileSync("openssl", [
    ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=parvis-test".split(" "),
    "-addext", `subjectAltName=${names}`, "-keyout", key_file, "-out", ca_file,
  ], { stdio: "ignore" });
  return {
    ca_file,
    key: fs.readFileSync(key_file),
    cert: fs.readFileSync(ca_file),
    remove: () => fs.rmSync(folder, { recursive: true }),
  };
}

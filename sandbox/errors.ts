/** Something the user of the sandbox can put right. Its message is one line and is shown without a stack trace. */
export class SandboxError extends Error {}

/** An operator's mistake: its message is one sentence that names the setting. */
export class SettingError extends Error {}

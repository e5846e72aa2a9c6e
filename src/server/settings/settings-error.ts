/** A mistake in the settings. Its message is one sentence that names the setting. */
export class SettingError extends Error {}

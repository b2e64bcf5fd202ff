using Microsoft.Extensions.Options;

namespace Tallyfy.Sandbox.Settings;

[OptionsValidator]
internal sealed partial class SandboxOptionsValidator : IValidateOptions<SandboxOptions>;

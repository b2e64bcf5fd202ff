using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Intake;

internal static class IntakeRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddIntake()
        {
            builder.Services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();
            builder.Services.AddOptions<IntakeOptions>()
                .BindConfiguration(IntakeOptions.Section)
                .PostConfigure<IHostEnvironment>((options, environment) =>
                    options.SweepEvery ??= environment.IsDevelopment() ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(1))
                .ValidateOnStart();
            builder.Services.AddSingleton<SweepHealth>();
            builder.Services.AddHostedService<ApprovalSweep>();
        }
    }
}

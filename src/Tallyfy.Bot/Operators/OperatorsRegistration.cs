using Microsoft.Extensions.Options;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Operators;

internal static class OperatorsRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddOperators()
        {
            builder.Services.AddSingleton<IValidateOptions<OperatorOptions>, OperatorOptionsValidator>();
            builder.Services.AddOptions<OperatorOptions>().BindConfiguration(OperatorOptions.Section).ValidateOnStart();
            builder.Services.AddSingleton<OperatorSignal>();
            builder.Services.AddQueue<OperatorNoticeStore>();
            builder.Services.AddSingleton<AccessStore>();
            builder.Services.AddSingleton<TallyfyOutages>();
            builder.Services.AddSingleton<TallyfyAccess>();
            builder.Services.AddSingleton<TellOperator>();
            builder.Services.AddSingleton<TokenWatch>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<TokenWatch>());
            builder.Services.AddHostedService<OperatorNoticeWorker>();
        }
    }
}

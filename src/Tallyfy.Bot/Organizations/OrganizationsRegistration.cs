using Microsoft.Extensions.Options;
using Tallyfy.Client;
using Tallyfy.Client.Http;

namespace Tallyfy.Bot.Organizations;

internal static class OrganizationsRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddOrganizations()
        {
            builder.AddOrganizationsBesideTheBot();
            builder.Services.AddSingleton<TenantStore>();
            builder.Services.AddSingleton<TenantPolicy>();
            builder.Services.AddSingleton<OrganizationLease>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<OrganizationLease>());
        }

        /// <summary>What a command needs that asks Tallyfy.</summary>
        public void AddOrganizationsBesideTheBot()
        {
            builder.Services.AddSingleton<IValidateOptions<TallyfyOptions>, TallyfyOptionsValidator>();
            builder.Services.AddOptions<TallyfyOptions>().BindConfiguration(TallyfyOptions.Section).ValidateOnStart();
            builder.Services.AddTallyfyClient(_ => { });
            builder.Services.AddOptions<TallyfyClientOptions>().Configure<IOptions<TallyfyOptions>>((client, tallyfy) =>
            {
                client.BaseAddress = tallyfy.Value.BaseUrl;
                client.TokenAddress = tallyfy.Value.TokenAddress;
                client.UserAgent = $"Tallyfy.Bot/{typeof(TallyfyOptions).Assembly.GetName().Version?.ToString(3)}";
            });
            builder.Services.AddSingleton<OrganizationDirectory>();
            builder.Services.AddOptions<HomeTenantOptions>().Configure<IConfiguration>(
                (options, configuration) => options.Tenant = configuration[HomeTenantOptions.Key]);
        }
    }
}

using Microsoft.Extensions.Options;
using Tallyfy.Client;

namespace Tallyfy.Bot.Organizations;

internal static class OrganizationRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTallyfy()
        {
            builder.Services.AddSingleton<IValidateOptions<TallyfyOptions>, TallyfyOptionsValidator>();
            builder.Services.AddOptions<TallyfyOptions>().BindConfiguration(TallyfyOptions.Section).ValidateOnStart();
            builder.Services.AddTallyfyClient((provider, client) =>
            {
                var tallyfy = provider.GetRequiredService<IOptions<TallyfyOptions>>().Value;
                client.BaseAddress = tallyfy.BaseUrl;
                client.TokenAddress = tallyfy.TokenAddress;
            });
            builder.Services.AddSingleton<OrganizationDirectory>();
            builder.Services.AddOptions<HomeTenantOptions>().Configure<IConfiguration>(
                (options, configuration) => options.Tenant = configuration[HomeTenantOptions.Key]);
            builder.Services.AddSingleton<TenantStore>();
            builder.Services.AddSingleton<TenantPolicy>();
        }
    }
}

using Microsoft.Extensions.Options;
using Tallyfy.Client.Http;

namespace Tallyfy.Bot.Organizations;

internal static class OrganizationRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddTallyfy()
        {
            builder.Services.AddSingleton<IValidateOptions<TallyfyOptions>, TallyfyOptionsValidator>();
            builder.Services.AddOptions<TallyfyOptions>().BindConfiguration(TallyfyOptions.Section).ValidateOnStart();
            builder.Services.AddTallyfyClient(_ => { });
            builder.Services.AddOptions<TallyfyClientOptions>().Configure<IOptions<TallyfyOptions>>((client, tallyfy) =>
            {
                client.BaseAddress = tallyfy.Value.BaseUrl;
                client.TokenAddress = tallyfy.Value.TokenAddress;
            });
            builder.Services.AddSingleton<OrganizationDirectory>();
            builder.Services.AddOptions<HomeTenantOptions>().Configure<IConfiguration>(
                (options, configuration) => options.Tenant = configuration[HomeTenantOptions.Key]);
            builder.Services.AddSingleton<TenantStore>();
            builder.Services.AddSingleton<TenantPolicy>();
        }
    }
}

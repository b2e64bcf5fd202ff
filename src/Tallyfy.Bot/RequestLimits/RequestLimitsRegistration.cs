using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.RequestLimits;

internal static class RequestLimitsRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddRequestLimits()
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
            builder.Services.AddSingleton<IValidateOptions<RequestLimitOptions>, RequestLimitOptionsValidator>();
            builder.Services.AddOptions<RequestLimitOptions>()
                .BindConfiguration(RequestLimitOptions.Section)
                .ValidateOnStart();
            builder.Services.AddSingleton<RequestLimiter>();
        }
    }

    extension(IApplicationBuilder app)
    {
        /// <summary>First of all: what is wrong further inside is still answered like this.</summary>
        public void UseRequestLimits()
        {
            app.UseSecurityHeaders();
            app.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandler = http => http.Response.WriteAsync(
                    "This request could not be handled.", http.RequestAborted),
                StatusCodeSelector = fault => (fault as BadHttpRequestException)?.StatusCode
                    ?? StatusCodes.Status500InternalServerError,
            });
        }
    }
}

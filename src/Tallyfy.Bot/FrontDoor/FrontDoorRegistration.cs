using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.FrontDoor;

internal static class FrontDoorRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddFrontDoor()
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
            builder.Services.AddSingleton<IValidateOptions<ArrivalOptions>, ArrivalOptionsValidator>();
            builder.Services.AddOptions<ArrivalOptions>().BindConfiguration(ArrivalOptions.Section).ValidateOnStart();
            builder.Services.AddSingleton<ArrivalLimits>();
        }
    }

    extension(WebApplication app)
    {
        /// <summary>First of all: what is wrong further inside is still answered like this.</summary>
        public void UseFrontDoor()
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

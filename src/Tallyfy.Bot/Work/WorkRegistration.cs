namespace Tallyfy.Bot.Work;

internal static class WorkRegistration
{
    extension(WebApplicationBuilder builder)
    {
        public void AddWork()
        {
            builder.Services.AddSingleton<LeaseStore>();
            builder.Services.AddSingleton<DeadLetterStore>();
        }
    }

    extension(IServiceCollection services)
    {
        /// <summary>A work queue by its own type, and as one of those whose dead letters are listed.</summary>
        public void AddQueue<TQueue>()
            where TQueue : class, IWorkQueue
        {
            services.AddSingleton<TQueue>();
            services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<TQueue>());
        }
    }
}

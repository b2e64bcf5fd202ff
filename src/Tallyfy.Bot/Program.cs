using Tallyfy.Bot;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddTallyfyBot();

var app = builder.Build();

app.MapTallyfyBot();

app.Run();

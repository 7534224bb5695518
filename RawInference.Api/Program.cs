using RawInference.Api.Authentication;
using RawInference.Api.FirstRun;
using RawInference.Api.Hosting;
using RawInference.Api.Inference;
using RawInference.Api.Keys;
using RawInference.Api.Models;
using RawInference.Api.OpenApi;
using RawInference.Core;

var builder = WebApplication.CreateBuilder(args);
builder.UseDefaultUrls();
builder.UseKestrelLimits();
builder.AddServiceDefaults();

builder.Services.AddHosting();
builder.Services.AddApiKeys();
builder.Services.AddRawInference()
    .AddConnectors()
    .AddState(builder.Configuration, builder.Environment.ContentRootPath, builder.Environment.IsProduction());
builder.Services.AddInferenceFace();
builder.Services.AddApiDocument();
builder.Services.AddFirstRun();

var app = builder.Build();
app.UseHosting();
app.UseApiKeys();

app.MapDefaultEndpoints();
app.MapApiDocument();
app.MapInference();
app.MapModels();
app.MapProviders();

return await StartupErrors.ExplainAsync(async () =>
{
    if (KeysCommand.IsMeant(args))
    {
        return KeysCommand.Run(args, app.Services);
    }

    await app.PrepareFirstRunAsync();
    await app.RunAsync();
    return 0;
});

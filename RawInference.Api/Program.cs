using RawInference.Api.Authentication;
using RawInference.Api.Cache;
using RawInference.Api.CommandLine;
using RawInference.Api.FirstRun;
using RawInference.Api.Hosting;
using RawInference.Api.Inference;
using RawInference.Api.Keys;
using RawInference.Api.Models;
using RawInference.Api.Namespaces;
using RawInference.Api.OpenApi;
using RawInference.Api.Organizations;
using RawInference.Api.Usage;
using RawInference.Core;

Command[] commands = [.. KeyCommands.All, .. NamespaceCommands.All];
var isCommand = CommandRunner.IsMeant(args, commands);

var builder = WebApplication.CreateBuilder(isCommand ? CommandCall.SettingsIn(args) : args);
builder.UseDefaultUrls();
builder.UseKestrelLimits();
builder.AddServiceDefaults();

builder.Services.AddHosting();
builder.Services.AddApiKeys();
builder.Services.AddRawInference()
    .AddConnectors()
    .AddState(builder.Configuration, builder.Environment.ContentRootPath, builder.Environment.IsProduction());
builder.Services.AddInferenceFace();
builder.Services.AddUsageFace();
builder.Services.AddApiDocument();
builder.Services.AddFirstRun();
if (isCommand)
{
    builder.UseCommandLogging();
}

var app = builder.Build();
app.UseHosting();
app.UseApiKeys();

app.MapDefaultEndpoints();
app.MapApiDocument();
app.MapInference();
app.MapModels();
app.MapProviders();
app.MapKeys();
app.MapNamespaces();
app.MapOrganizations();
app.MapCache();
app.MapUsage();

return await StartupErrors.ExplainAsync(async () =>
{
    if (isCommand)
    {
        await using (app)
        {
            await app.PrepareCommandAsync();
            return await CommandRunner.RunAsync(args, commands, app.Services);
        }
    }

    await app.PrepareFirstRunAsync();
    await app.RunAsync();
    return 0;
});

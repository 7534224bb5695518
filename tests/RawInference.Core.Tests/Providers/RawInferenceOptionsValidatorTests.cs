using Microsoft.Extensions.Options;
using RawInference.Core.Models;
using RawInference.Testing;

namespace RawInference.Core.Tests.Providers;

public sealed class RawInferenceOptionsValidatorTests : IAsyncDisposable
{
    private const string ProviderSettings = "Preset, Connector, Endpoint, ApiKey, Project, Location, CredentialsFile, ApiVersion, Emulated, Deployments, Unsupported, Quirks";

    private const string EndpointProblem = "Providers:first:Endpoint: must be an absolute http or https URL without user, query or fragment.";

    private readonly TestGateway _gateway = new();

    [Theory]
    [InlineData("Providers:mine:Endpoint", "https://a.test", "Providers:mine:Connector: is missing, and 'mine' is no well-known provider; name its dialect: fake.")]
    [InlineData("Providers:first:Connector", "none", "Providers:first:Connector: 'none' is not registered; there are fake.")]
    [InlineData("Providers:mine:Connector", "fake", "Providers:mine:Endpoint: is missing; it is the server's base URL, up to and with its version.")]
    [InlineData("Providers:first:Endpoint", "a.test/v1", EndpointProblem)]
    [InlineData("Providers:first:Endpoint", "ftp://a.test", EndpointProblem)]
    [InlineData("Providers:first:Endpoint", "https://u:p@a.test", EndpointProblem)]
    [InlineData("Providers:first:Endpoint", "https://a.test/?k=v", EndpointProblem)]
    [InlineData("Providers:first:Endpoint", "https://a.test/#f", EndpointProblem)]
    [InlineData("Providers:first:Endpoint", "", EndpointProblem)]
    [InlineData("Providers:first:Endpoint", "/etc/passwd", EndpointProblem)]
    [InlineData("Providers:first:ApiKey", "", "Providers:first:ApiKey: is missing; set it here, or as FIRST_API_KEY in the environment.")]
    [InlineData("Providers:first:Quirks:odd", "1", "Providers:first:Quirks:odd: is not a quirk of 'fake', which has accent, terse.")]
    [InlineData("Providers:first:Quirks:terse", "maybe", "Providers:first:Quirks:terse: 'maybe' is not one of no, yes.")]
    [InlineData("Providers:first:ApiKey", "sk-1\n", "Providers:first:ApiKey: has characters that no header can carry; look for a line break at its end.")]
    [InlineData("Providers:first:Apikey2", "k", "Providers:first:Apikey2: is not a setting; there are " + ProviderSettings + ".")]
    [InlineData("Providers:first:Emulated", "maybe", "Providers:first:Emulated: must be true or false.")]
    [InlineData("Providers:first:CredentialsFile", "/nowhere/key.json", "Providers:first:CredentialsFile: there is no such file, or it may not be read.")]
    [InlineData("Providers:first:Project:Id", "p", "Providers:first:Project: must be a string.")]
    [InlineData("Providers:first:Deployments", "d", "Providers:first:Deployments: must be an object of strings.")]
    [InlineData("Providers:first:Deployments:a:b", "d", "Providers:first:Deployments: must be an object of strings.")]
    [InlineData("Providers:first", "k", "Providers:first: must be an object with " + ProviderSettings + ".")]
    [InlineData("Models:fast:Task", "chat", "Models:fast:Targets: is missing; list one or more models as 'provider/model'.")]
    [InlineData("Models:both:Targets:1", "chat", "Models:both:Targets[1]: 'chat' must be written as 'provider/model'.")]
    [InlineData("Models:both:Targets:1", "first/", "Models:both:Targets[1]: 'first/' must be written as 'provider/model'.")]
    [InlineData("Models:both:Targets:1", "/chat", "Models:both:Targets[1]: '/chat' must be written as 'provider/model'.")]
    [InlineData("Models:both:Targets:1", "third/chat", "Models:both:Targets[1]: provider 'third' is not configured.")]
    [InlineData("Models:both:Targets", "first/chat", "Models:both:Targets: must be a list of strings.")]
    [InlineData("Models:both:Task", "juggling", "Models:both:Task: 'juggling' is not one of chat, embedding, transcription, image, speech.")]
    [InlineData("Models:both:Parameters", "hot", "Models:both:Parameters: must be an object.")]
    [InlineData("Models:both:Target", "first/chat", "Models:both:Target: is not a setting; there are Task, Parameters, Cache, Targets.")]
    [InlineData("Models:both:Cache", "on", "Models:both:Cache: must be an object with TtlSeconds, Mode, ImmutableUrls.")]
    [InlineData("Models:both:Cache:Ttl", "5", "Models:both:Cache:Ttl: is not a setting; there are TtlSeconds, Mode, ImmutableUrls.")]
    [InlineData("Models:both:Cache:TtlSeconds", "0", "Models:both:Cache:TtlSeconds: must be a whole number from 1 to 2592000.")]
    [InlineData("Models:both:Cache:TtlSeconds", "soon", "Models:both:Cache:TtlSeconds: must be a whole number from 1 to 2592000.")]
    [InlineData("Models:both:Cache:Mode", "7", "Models:both:Cache:Mode: must be one of On, Read, Write, Refresh, Off.")]
    [InlineData("Models:both:Cache:ImmutableUrls", "perhaps", "Models:both:Cache:ImmutableUrls: must be true or false.")]
    public void Mistake_IsReportedWithItsPathAndItsCure(string setting, string value, string problem)
    {
        _gateway.Settings[setting] = value;
        Assert.Equal(["RawInference:" + problem], Failures());
    }

    [Fact]
    public void NameWithASlash_IsRefused()
    {
        _gateway.Settings["Providers:my/own:Connector"] = "fake";
        _gateway.Settings["Providers:my/own:Endpoint"] = "https://own.test";
        Assert.Equal(["RawInference:Providers:my/own: a provider's name must not contain '/', which ends it in 'provider/model'."], Failures());
    }

    [Fact]
    public void Mistakes_AreReportedAllAtOnce()
    {
        _gateway.Settings["Providers:first:Emulated"] = "maybe";
        _gateway.Settings["Providers:mine:Connector"] = "none";
        _gateway.Settings["Models:both:Task"] = "juggling";
        _gateway.Settings["Models:both:Tusk"] = "chat";
        Assert.Equal(5, Failures().Count());
    }

    [Fact]
    public void Problem_NeverShowsAValueThatMayBeAKey()
    {
        _gateway.Settings["Providers:first:Key"] = "sk-secret";
        _gateway.Settings["Providers:second"] = "sk-secret";
        Assert.Equal(2, Failures().Count(failure => !failure.Contains("sk-secret", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("terse", "yes")]
    [InlineData("accent", "any")]
    public void QuirkWithAValueOfItsOwn_IsTaken(string quirk, string value)
    {
        _gateway.Settings[$"Providers:first:Quirks:{quirk}"] = value;
        Assert.NotEmpty(_gateway.Service<ModelCatalog>().Models);
    }

    [Fact]
    public void OwnEndpoint_NeedsNoKey()
    {
        _gateway.Settings["Providers:first:ApiKey"] = null;
        _gateway.Settings["Providers:first:Endpoint"] = "http://127.0.0.1:5081/v1";
        Assert.NotEmpty(_gateway.Service<ModelCatalog>().Models);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private IEnumerable<string> Failures() => Assert.Throws<OptionsValidationException>(_gateway.Service<ModelCatalog>).Failures;
}

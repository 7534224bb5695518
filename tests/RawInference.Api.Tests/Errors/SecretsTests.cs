using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RawInference.Api.Tests.Errors;

public sealed class SecretsTests
{
    private const string Prompt = "the-secret-of-the-prompt";
    private const string Signature = "the-signature-of-the-url";

    [Fact]
    public async Task Log_HasNoKeyNoPromptAndNoUrl_AtAnyLevel()
    {
        var log = new LogLines();
        await using var api = new ApiHost(
            [("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft", "Trace"), ("Logging:LogLevel:System", "Trace")],
            services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log)));

        await api.InferAsync($$$"""{"model":"openai/gpt-4o-mini","inputs":{"prompts":["Say {{{Prompt}}}"]}}""");
        await api.InferAsync(api.WithMedia($$$"""{"model":"openai/gpt-4o","inputs":{"prompts":["Describe"],"image_url":"{media}/lighthouse.png?sig={{{Signature}}}"}}"""));
        using var refused = await api.PostAsync($$$"""{"model":"openai/gpt-4o","inputs":{"prompts":["Describe"],"image_url":"http://10.0.0.1/x?sig={{{Signature}}}"}}""");

        Assert.Equal(400, (int)refused.StatusCode);
        Assert.NotEmpty(log.All);
        foreach (var secret in new[] { api.Key, Prompt, Signature })
        {
            Assert.DoesNotContain(log.All, line => line.Text.Contains(secret, StringComparison.Ordinal));
        }
    }
}

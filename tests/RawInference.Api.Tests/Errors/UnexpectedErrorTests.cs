using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RawInference.Core.Pipeline.Metering;

namespace RawInference.Api.Tests.Errors;

public sealed class UnexpectedErrorTests
{
    private const string Secret = "the connection string of the ledger";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task UnexpectedException_TellsTheCallerNothing_AndTheLogEverything(bool stream)
    {
        var log = new LogLines();
        await using var api = new ApiHost([], services =>
        {
            services.AddSingleton<ILedger, BrokenLedger>();
            services.AddLogging(logging => logging.AddProvider(log));
        });

        using var response = await api.PostAsync($$$$"""{"model":"openai/gpt-4o-mini","inputs":{"prompts":["Hi"]},"parameters":{"stream":{{{{(stream ? "true" : "false")}}}}}}""");
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var id = response.Headers.GetValues("x-request-id").Single();

        Assert.Equal(stream ? 200 : 500, (int)response.StatusCode);
        Assert.Contains("\"type\":\"InferenceError\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        Assert.Contains(log.All, line => line.Level == LogLevel.Error && line.Text.Contains(id, StringComparison.Ordinal) && line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    private sealed class BrokenLedger : ILedger
    {
        public ValueTask SettleAsync(UsageRecord record, CancellationToken cancellationToken) => throw new InvalidOperationException(Secret);
    }
}

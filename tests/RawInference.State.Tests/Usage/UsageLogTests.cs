using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Usage;
using RawInference.State.Usage;
using RawInference.Usage;

namespace RawInference.State.Tests.Usage;

public sealed class UsageLogTests
{
    private static readonly UsageRecord Record = new()
    {
        Id = "inf_1",
        At = DateTimeOffset.UnixEpoch,
        Organization = "org_default",
        Namespace = "ns_1",
        KeyId = "build",
        Operation = "chat",
        Provider = "openai",
        Model = "gpt-4o",
        Outcome = UsageOutcome.Completed,
        Usage = new TokenUsage { Prompt = 10, Completion = 2 },
        CostUsd = 0.5m,
    };

    private readonly RecordingLogger<UsageLog> _log = new();

    [Fact]
    public void SwitchedOn_EachRecordIsOneEvent()
    {
        new UsageLog(Options.Create(new StateOptions { Usage = { LogRecords = true } }), _log).Write(Record);

        var (id, level, message) = Assert.Single(_log.Events);
        Assert.Equal(("usage", LogLevel.Information), (id.Name, level));
        Assert.Equal(
            "usage inf_1 at 01/01/1970 00:00:00 +00:00 of org_default ns_1 build: chat  openai gpt-4o Completed , "
            + "tokens 10 2   , cost 0.5 USD, cached False, charged 0 0",
            message);
    }

    [Fact]
    public void NotSwitchedOn_NothingIsLogged()
    {
        new UsageLog(Options.Create(new StateOptions()), _log).Write(Record);

        Assert.Empty(_log.Events);
    }
}

using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class LocalUsageContractTests : UsageContract
{
    protected override ValueTask<ILedgerStore> OpenAsync() => new(new LocalLedgerStore());
}

using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class LocalLedgerTimeTests : LedgerTimeContract
{
    protected override ValueTask<ILedgerStore> OpenAsync() => new(new LocalLedgerStore());
}

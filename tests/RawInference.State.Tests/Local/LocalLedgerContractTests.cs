using RawInference.State.Tests.Contract;

namespace RawInference.State.Tests.Local;

public sealed class LocalLedgerContractTests : LedgerContract
{
    protected override ValueTask<ILedgerStore> OpenAsync() => new(new LocalLedgerStore());
}

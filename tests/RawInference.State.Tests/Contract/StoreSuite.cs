namespace RawInference.State.Tests.Contract;

/// <summary>A suite that opens a store for each test; a subclass says which.</summary>
public abstract class StoreSuite : IAsyncLifetime
{
    private ILedgerStore? _store;

    protected ILedgerStore Store => _store ?? throw new InvalidOperationException("It is opened before a test begins.");

    protected Calls Calls { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await OpenAsync();
        Calls = new Calls(_store);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    protected abstract ValueTask<ILedgerStore> OpenAsync();
}

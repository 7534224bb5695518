using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Identity;
using RawInference.Core.Providers;
using RawInference.Testing;

namespace RawInference.Api.Tests;

/// <summary>The real Api, with providers besides that do what a test says: <c>first</c> is configured, <c>second</c> is not.</summary>
public sealed class FakeProviders : IAsyncDisposable
{
    public FakeProviders()
        : this(null)
    {
    }

    /// <param name="grant">What the key may use, whatever key it is; null for the development key.</param>
    /// <param name="settings">Of the Api, besides.</param>
    internal FakeProviders(KeyGrant? grant, params (string Key, string Value)[] settings)
    {
        Api = new ApiHost([("RawInference:Providers:first:ApiKey", "secret-first"), .. settings], services =>
        {
            services.AddSingleton<IConnector>(Connector);
            if (grant is not null)
            {
                services.AddSingleton<IKeyStore>(new AnyKey(grant));
            }
        });
    }

    public FakeConnector Connector { get; } = new();

    public ApiHost Api { get; }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    private sealed class AnyKey(KeyGrant grant) : IKeyStore
    {
        private readonly ApiKey _key = new()
        {
            Id = "key_any",
            Organization = Caller.DefaultOrganization,
            DefaultNamespace = NamespaceId.Of(Caller.DefaultOrganization, Caller.DefaultNamespace),
            Grant = grant,
        };

        public ValueTask<ApiKey?> AuthenticateAsync(string secret, CancellationToken cancellationToken) => new(_key);
    }
}

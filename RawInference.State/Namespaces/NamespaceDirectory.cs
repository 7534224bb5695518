using RawInference.Core.Identity;
using RawInference.State.Organizations;
using RawInference.State.Registry;

namespace RawInference.State.Namespaces;

/// <summary>
/// Every organization and namespace: as it is stored, otherwise as the configuration has it. The default namespace of an
/// organization exists without being stored.
/// </summary>
internal sealed class NamespaceDirectory(
    ConfiguredNamespaceStore configured,
    RegistryCache<NamespaceEntry> namespaces,
    RegistryCache<OrganizationEntry> organizations)
    : INamespaceStore
{
    public async ValueTask<Namespace?> FindAsync(string organization, string idOrName, CancellationToken cancellationToken)
    {
        var id = NamespaceId.Named(organization, idOrName);
        var offered = configured.Find(id) is { } known && known.Organization == organization ? known : null;
        if (await StoredAsync(namespaces, id, isKnown: offered is not null, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            // An id is the caller's word: that of another organization's namespace is as good as none.
            return entry.Organization == organization ? entry.Namespace : null;
        }

        return offered ?? (id == ConfiguredNamespaceStore.Default(organization).Id
            && await FindOrganizationAsync(organization, cancellationToken).ConfigureAwait(false) is not null
                ? ConfiguredNamespaceStore.Default(organization)
                : null);
    }

    public async ValueTask<Organization?> FindOrganizationAsync(string id, CancellationToken cancellationToken)
    {
        var offered = id == Caller.DefaultOrganization ? ConfiguredNamespaceStore.DefaultOrganization : null;
        var entry = await StoredAsync(organizations, id, isKnown: offered is not null, cancellationToken).ConfigureAwait(false);
        return entry?.Value ?? offered;
    }

    /// <summary>What the configuration has exists also while the store is away; limits that nobody has read yet are then not known.</summary>
    private static async ValueTask<TEntry?> StoredAsync<TEntry>(
        RegistryCache<TEntry> cache,
        string id,
        bool isKnown,
        CancellationToken cancellationToken)
        where TEntry : class, IRegistryEntry
    {
        try
        {
            return await cache.FindAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (InferenceException exception) when (isKnown && exception.Code == InferenceErrorCode.Unavailable)
        {
            return null;
        }
    }
}

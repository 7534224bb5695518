using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using RawInference.Core.Identity;

namespace RawInference.State.Namespaces;

/// <summary>The namespaces of the configuration; all belong to the default organization.</summary>
internal sealed class ConfiguredNamespaceStore(IOptions<NamespaceOptions> options) : INamespaceStore
{
    private static readonly Organization Default = new() { Id = Caller.DefaultOrganization, Name = "default" };

    private readonly FrozenDictionary<string, Namespace> _namespaces = options.Value.Names
        .Select(name => new Namespace { Id = NamespaceId.Of(Caller.DefaultOrganization, name), Organization = Caller.DefaultOrganization, Name = name })
        .SelectMany(entry => new[] { KeyValuePair.Create(entry.Name, entry), KeyValuePair.Create(entry.Id, entry) })
        .ToFrozenDictionary(StringComparer.Ordinal);

    public ValueTask<Namespace?> FindAsync(string organization, string idOrName, CancellationToken cancellationToken) =>
        ValueTask.FromResult(organization == Caller.DefaultOrganization ? _namespaces.GetValueOrDefault(idOrName) : null);

    public ValueTask<Organization?> FindOrganizationAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(id == Caller.DefaultOrganization ? Default : null);
}

using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using RawInference.Core.Identity;

namespace RawInference.State.Namespaces;

/// <summary>The namespaces of the configuration; all belong to the default organization.</summary>
internal sealed class ConfiguredNamespaceStore(IOptions<NamespaceOptions> options) : INamespaceStore
{
    private readonly FrozenDictionary<string, string> _ids = options.Value.Names
        .Select(name => (Name: name, Id: NamespaceId.Of(Caller.DefaultOrganization, name)))
        .SelectMany(entry => new[] { KeyValuePair.Create(entry.Name, entry.Id), KeyValuePair.Create(entry.Id, entry.Id) })
        .ToFrozenDictionary(StringComparer.Ordinal);

    public ValueTask<string?> FindAsync(string organization, string idOrName, CancellationToken cancellationToken) =>
        ValueTask.FromResult(organization == Caller.DefaultOrganization ? _ids.GetValueOrDefault(idOrName) : null);
}

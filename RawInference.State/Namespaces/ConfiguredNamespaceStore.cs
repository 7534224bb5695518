using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using RawInference.Core.Identity;

namespace RawInference.State.Namespaces;

/// <summary>The namespaces of the configuration; all belong to the default organization.</summary>
internal sealed class ConfiguredNamespaceStore(IOptions<NamespaceOptions> options)
{
    private readonly FrozenDictionary<string, Namespace> _namespaces = options.Value.Names
        .Select(name => Default(Caller.DefaultOrganization) with { Id = NamespaceId.Of(Caller.DefaultOrganization, name), Name = name })
        .ToFrozenDictionary(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>The organization that always exists.</summary>
    public static Organization DefaultOrganization { get; } = new() { Id = Caller.DefaultOrganization, Name = "default" };

    /// <summary>By id.</summary>
    public IEnumerable<Namespace> All => _namespaces.Values.OrderBy(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>Given its id.</summary>
    public Namespace? Find(string id) => _namespaces.GetValueOrDefault(id);

    /// <summary>The namespace that every organization has, whoever made it.</summary>
    public static Namespace Default(string organization) => new()
    {
        Id = NamespaceId.Of(organization, Caller.DefaultNamespace),
        Organization = organization,
        Name = Caller.DefaultNamespace,
    };
}

using RawInference.State.Keys;
using RawInference.State.Namespaces;
using RawInference.State.Organizations;

namespace RawInference.State.Registry;

/// <summary>What the kinds of entries are called in a store. The names are stored: they never change.</summary>
internal static class RegistryKind
{
    public static string Of<TEntry>()
        where TEntry : IRegistryEntry =>
        typeof(TEntry) == typeof(KeyEntry) ? "key"
        : typeof(TEntry) == typeof(NamespaceEntry) ? "namespace"
        : typeof(TEntry) == typeof(OrganizationEntry) ? "organization"
        : throw new NotSupportedException($"{typeof(TEntry).Name} is no kind of entry that is stored.");
}

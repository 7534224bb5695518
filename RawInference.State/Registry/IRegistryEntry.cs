namespace RawInference.State.Registry;

/// <summary>Something that operators create and edit: a key, a namespace, an organization.</summary>
public interface IRegistryEntry
{
    /// <summary>Unique among all of its kind, over all organizations.</summary>
    string Id { get; }

    /// <summary>Whose it is; an organization is its own.</summary>
    string Organization { get; }

    /// <summary>1 when it was added, one more with each edit.</summary>
    long Version { get; }
}

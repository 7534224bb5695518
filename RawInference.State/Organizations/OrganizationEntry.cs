using RawInference.State.Registry;

namespace RawInference.State.Organizations;

/// <summary>An organization as it is stored.</summary>
/// <param name="Value">The organization itself.</param>
/// <param name="Version">1 when it was added, one more with each edit.</param>
public sealed record OrganizationEntry(Core.Identity.Organization Value, long Version = 1) : IRegistryEntry
{
    public string Id => Value.Id;

    public string Organization => Value.Id;
}

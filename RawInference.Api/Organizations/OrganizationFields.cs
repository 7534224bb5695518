using RawInference.Api.Admin;
using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.Api.Organizations;

/// <summary>What a body says about an organization.</summary>
internal static class OrganizationFields
{
    public static readonly string[] Names = ["name", LimitFields.Limits, LimitFields.Budget];

    private const int MaxName = 100;

    /// <param name="fields">The body's.</param>
    /// <param name="isNew">A new organization needs a name.</param>
    public static EntryEdit<Organization> Read(AdminFields fields, bool isNew)
    {
        if (isNew)
        {
            fields.Require("name");
        }

        var limits = LimitFields.Read(fields);
        return new FieldEdits<Organization>(fields)
            .OnNeeded("name", value => value.Words(MaxName), (entry, name) => entry with { Name = name })
            .Add(entry => entry with { Limits = limits(entry.Limits) })
            .Edit;
    }
}

using RawInference.Api.Admin;
using RawInference.Core.Identity;
using RawInference.State.Registry;

namespace RawInference.Api.Namespaces;

/// <summary>What a body says about a namespace.</summary>
internal static class NamespaceFields
{
    public static readonly string[] OfNew = ["name", "organization", LimitFields.Limits, LimitFields.Budget];
    public static readonly string[] OfEdit = [LimitFields.Limits, LimitFields.Budget];

    public static EntryEdit<Namespace> ReadNew(AdminFields fields)
    {
        fields.Require("name");
        return Read(fields);
    }

    /// <summary>A name stays: ids are made of it.</summary>
    public static EntryEdit<Namespace> Read(AdminFields fields)
    {
        var limits = LimitFields.Read(fields);
        return new FieldEdits<Namespace>(fields)
            .OnNeeded("name", value => value.Name(), (entry, name) => entry with { Name = name })
            .OnNeeded("organization", value => value.Name(), (entry, id) => entry with { Organization = id })
            .Add(entry => entry with { Limits = limits(entry.Limits) })
            .Edit;
    }
}

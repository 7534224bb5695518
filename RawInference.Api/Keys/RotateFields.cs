using RawInference.Api.Admin;
using RawInference.State.Keys;

namespace RawInference.Api.Keys;

/// <summary>What a body says about a rotation.</summary>
internal static class RotateFields
{
    public static readonly string[] Names = ["grace_s"];

    /// <summary>How long the former secret is still taken; not at all where nothing is said.</summary>
    public static TimeSpan Read(AdminFields fields)
    {
        var seconds = fields.TryGet(Names[0], out var value) ? value.Integer(0, (long)KeyService.MaxGrace.TotalSeconds) : 0;
        fields.Reading.ThrowIfRefused(strict: false);
        return TimeSpan.FromSeconds(seconds ?? 0);
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace RawInference.State;

/// <summary>Finds settings that nothing reads: a misspelled one would otherwise be as good as absent.</summary>
internal static class UnknownSettings
{
    public static IEnumerable<string> Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(IConfigurationSection section)
    {
        var known = typeof(T).GetProperties().Select(property => property.Name).ToArray();
        if (section.Value is { Length: > 0 })
        {
            yield return $"{section.Path}: must be an object with {string.Join(", ", known)}.";
        }

        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{child.Path}: is not a setting; there are {string.Join(", ", known)}.";
        }
    }
}

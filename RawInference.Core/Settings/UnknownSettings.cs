using Microsoft.Extensions.Configuration;

namespace RawInference.Core.Settings;

/// <summary>Finds settings that nothing reads: a misspelled one would otherwise be as good as absent.</summary>
public static class UnknownSettings
{
    /// <summary>What is wrong with the section's names, each with its path; empty where every one is a property of <typeparamref name="T"/>.</summary>
    public static IEnumerable<string> Of<T>(IConfigurationSection section)
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

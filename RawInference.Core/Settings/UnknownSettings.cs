using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace RawInference.Core.Settings;

/// <summary>Finds settings that nothing reads: a misspelled one would otherwise be as good as absent.</summary>
public static class UnknownSettings
{
    /// <summary>
    /// What is wrong with the section's names, each with its path; empty where every one is a property of <typeparamref name="T"/>,
    /// or of the options that a dictionary of its has by name.
    /// </summary>
    public static IEnumerable<string> Of<T>(IConfigurationSection section) => Of(typeof(T), section);

    private static IEnumerable<string> Of(Type type, IConfigurationSection section)
    {
        var properties = type.GetProperties();
        var known = string.Join(", ", properties.Select(property => property.Name));
        if (section.Value is { Length: > 0 })
        {
            yield return $"{section.Path}: must be an object with {known}.";
        }

        foreach (var child in section.GetChildren())
        {
            var property = Array.Find(properties, property => string.Equals(property.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                yield return $"{child.Path}: is not a setting; there are {known}.";
            }
            else if (NamedOptionsOf(property) is { } options)
            {
                foreach (var problem in child.GetChildren().SelectMany(named => Of(options, named)))
                {
                    yield return problem;
                }
            }
        }
    }

    /// <summary>The options that a property has by name; null for every other kind of property.</summary>
    private static Type? NamedOptionsOf(PropertyInfo property) =>
        property.PropertyType is { IsGenericType: true } dictionary
        && dictionary.GetGenericTypeDefinition() == typeof(Dictionary<,>)
        && dictionary.GenericTypeArguments[1] is { IsClass: true } value
        && value != typeof(string)
            ? value
            : null;
}

using System.Collections.Concurrent;
using System.Reflection;
using RawInference.Media;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>The properties of a record that hold what it was made with, in the order of their names.</summary>
internal static class CanonicalProperties
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    /// <summary>What differs between a call and its repetition: the complete list.</summary>
    private static readonly HashSet<(Type Type, string Name)> LeftOut =
    [
        (typeof(MediaContent), nameof(MediaContent.Path)),
        (typeof(CallOptions), nameof(CallOptions.RequestId)),
        (typeof(CallOptions), nameof(CallOptions.IdempotencyKey)),
        (typeof(CallOptions), nameof(CallOptions.Timeout)),
        (typeof(CallOptions), nameof(CallOptions.Warnings)),
    ];

    /// <exception cref="InvalidOperationException">The type holds what cannot be seen: it would be the same as any other of its kind.</exception>
    public static PropertyInfo[] Of(Type type) => Known.GetOrAdd(type, static type =>
    {
        PropertyInfo[] all = [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(property => property.GetSetMethod(nonPublic: true) is not null)];
        return all.Length > 0
            ? [.. all.Where(property => !LeftOut.Contains((type, property.Name))).OrderBy(property => property.Name, StringComparer.Ordinal)]
            : throw new InvalidOperationException($"{type} has no properties that could be told apart.");
    });

    /// <summary>Whether the value is what the property has when nobody sets it, which is not written: a property that is added changes nothing until it is used.</summary>
    public static bool IsUnset(PropertyInfo property, object? value) =>
        value is null || (property.PropertyType.IsValueType && Nullable.GetUnderlyingType(property.PropertyType) is null && value.Equals(Activator.CreateInstance(property.PropertyType)));
}

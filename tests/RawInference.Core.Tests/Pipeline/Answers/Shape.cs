using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace RawInference.Core.Tests.Pipeline.Answers;

/// <summary>Looks at values property by property, without asking the code under test.</summary>
internal static class Shape
{
    /// <summary>What a value is made of: all that can be set, by anyone. Facts belong to a journey.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(property => property.GetSetMethod(nonPublic: true) is not null && property.PropertyType != typeof(CallFacts));

    /// <summary>Everything in a value, as text.</summary>
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, "", value);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string path, object? value)
    {
        switch (value)
        {
            case null or string or bool or Enum or IFormattable:
                text.AppendLine(CultureInfo.InvariantCulture, $"{path} = {value ?? "null"}");
                break;
            case JsonElement json:
                text.AppendLine(CultureInfo.InvariantCulture, $"{path} = {json.GetRawText()}");
                break;
            case ReadOnlyMemory<byte> bytes:
                text.AppendLine(CultureInfo.InvariantCulture, $"{path} = {Convert.ToHexString(bytes.Span)}");
                break;
            case ReadOnlyMemory<float> floats:
                text.AppendLine(CultureInfo.InvariantCulture, $"{path} = {string.Join(' ', floats.ToArray().Select(BitConverter.SingleToInt32Bits))}");
                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    Write(text, $"{path}[{index++}]", item);
                }

                break;
            default:
                foreach (var property in PropertiesOf(value.GetType()))
                {
                    Write(text, $"{path}/{value.GetType().Name}.{property.Name}", property.GetValue(value));
                }

                break;
        }
    }
}

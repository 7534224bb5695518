using System.Text;
using System.Text.Json;
using RawInference.Api.Hosting;

namespace RawInference.Api.CommandLine;

/// <summary>What a command prints.</summary>
internal static class CommandOutput
{
    /// <summary>JSON on one line, as the API would answer it.</summary>
    public static void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonOutput.Options))
        {
            write(writer);
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>Names and their values beneath one another; what has no value is left out.</summary>
    public static void WriteLines(params IEnumerable<(string Name, string? Value)> lines)
    {
        foreach (var (name, value) in lines.Where(line => line.Value is not null))
        {
            Console.Out.WriteLine($"{name,-12} {value}");
        }
    }
}

using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Media;

namespace RawInference.Emulator.Tests.Refusals;

/// <summary>A request for each row of a protocol's refusals, from the <c>RefusalExamples.json</c> beside its tests.</summary>
/// <param name="folder">The protocol's folder.</param>
/// <param name="present">Puts a key on a request as the protocol wants it; the key is null where the example says nothing of it.</param>
internal sealed class RefusalExamples(string folder, Action<HttpRequestHeaders, string?> present)
{
    private readonly JsonObject _examples = Read(folder);

    public IEnumerable<string> Ids => _examples.Select(example => example.Key);

    /// <summary>An example's <c>authorization</c> is sent as it is, its <c>key</c> as the protocol presents it; <c>"key": null</c> is none.</summary>
    public async Task<HttpResponseMessage> SendAsync(Uri address, string id)
    {
        var example = Assert.IsType<JsonObject>(_examples[id]);
        var content = Content(example);
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, new Uri(address, (string)example["path"]!));
        request.Content = content;
        if (example["authorization"] is { } scheme)
        {
            request.Headers.TryAddWithoutValidation("Authorization", (string)scheme!);
        }
        else if (!example.ContainsKey("key") || example["key"] is not null)
        {
            present(request.Headers, (string?)example["key"]);
        }

        using var http = new HttpClient();
        return await http.SendAsync(request);
    }

    /// <summary>The fixed parts of a sentence stand in their order, and no placeholder is left.</summary>
    public static void AssertWorded(string expected, string actual)
    {
        var position = 0;
        foreach (var part in System.Text.RegularExpressions.Regex.Split(expected, @"\{\w+\}"))
        {
            position = actual.IndexOf(part, position, StringComparison.Ordinal);
            Assert.True(position >= 0, $"'{actual}' lacks '{part}'.");
            position += part.Length;
        }

        Assert.DoesNotMatch(@"\{\w+\}", actual);
        Assert.Equal(expected.Length == 0, actual.Length == 0);
    }

    private static HttpContent? Content(JsonObject example) =>
        example["body"] is { } body ? new StringContent(Expand(body)!.ToJsonString(), Encoding.UTF8, "application/json")
        : example["form"] is JsonObject form ? Form(form, (string?)example["file"], example["files"] as JsonObject)
        : null;

    /// <param name="fields">The fields.</param>
    /// <param name="file">The recording of a request that has one.</param>
    /// <param name="files">The pictures of a request, by field; <c>picture*3</c> is three.</param>
    private static MultipartFormDataContent Form(JsonObject fields, string? file, JsonObject? files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent((string)value!), name);
        }

        if (file is not null)
        {
            form.Add(new ByteArrayContent(Upload(file)), "file", "recording.wav");
        }

        foreach (var (field, named) in files ?? [])
        {
            var parts = ((string)named!).Split('*');
            for (var count = parts is [_, var times] ? int.Parse(times, System.Globalization.CultureInfo.InvariantCulture) : 1; count > 0; count--)
            {
                form.Add(new ByteArrayContent(Upload(parts[0])), field, "picture.png");
            }
        }

        return form;
    }

    private static byte[] Upload(string name)
    {
        var wave = MediaLibrary.Files["tone.wav"].Bytes;
        return name switch
        {
            "wave" => wave,
            "broken" => wave[..20],
            "short" => wave[..200],
            "picture" => MediaLibrary.Files["lighthouse.png"].Bytes,
            "photo" => MediaLibrary.Files["photo.jpg"].Bytes,
            "square" => new DrawnPicture(Seed: 1, Width: 64, Height: 64).Png(transparent: false),
            "large" => [.. MediaLibrary.Files["lighthouse.png"].Bytes, .. new byte[4 * 1024 * 1024]],
            _ => "This is not a recording."u8.ToArray(),
        };
    }

    /// <summary>Spells out what would be too long to write: <c>{"$repeat": 3, "item": …}</c> and <c>{"$letters": 5}</c>.</summary>
    private static JsonNode? Expand(JsonNode? node) => node switch
    {
        JsonObject marker when marker["$repeat"] is { } count =>
            new JsonArray([.. Enumerable.Range(0, (int)count).Select(_ => Expand(marker["item"]))]),
        JsonObject marker when marker["$letters"] is { } count => new string('a', (int)count),
        JsonObject other => new JsonObject(other.Select(member => KeyValuePair.Create(member.Key, Expand(member.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Expand)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Read(string folder)
    {
        using var stream = typeof(RefusalExamples).Assembly.GetManifestResourceStream($"{folder}/Refusals/RefusalExamples.json")!;
        return JsonSerializer.Deserialize<JsonObject>(stream)!;
    }
}

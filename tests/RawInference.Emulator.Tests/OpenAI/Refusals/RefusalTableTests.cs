using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Media;
using RawInference.Emulator.OpenAI;

namespace RawInference.Emulator.Tests.OpenAI.Refusals;

/// <summary>Every row of the table, shown by a request that it refuses (<c>RefusalExamples.json</c>).</summary>
public sealed class RefusalTableTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly JsonObject Examples = ReadExamples();

    public static TheoryData<string> Ids => [.. OpenAIProtocol.Instance.Refusals.All.Select(refusal => refusal.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsRefusedAsItsRowSays(string id)
    {
        var row = OpenAIProtocol.Instance.Refusals.All.Single(refusal => refusal.Id == id);
        var example = Assert.IsType<JsonObject>(Examples[id]);

        using var response = await SendAsync(example);

        var error = (await RunningEmulator.ReadAsync(response)).GetProperty("error");
        Assert.Equal((HttpStatusCode)row.Status, response.StatusCode);
        Assert.Equal(row.Type, error.GetProperty("type").GetString());
        Assert.Equal(row.Code, error.GetProperty("code").GetString());
        AssertWorded(row.Message, error.GetProperty("message").GetString()!);
        AssertWorded(row.Param ?? "", error.GetProperty("param").GetString() ?? "");
        Assert.True(response.Headers.Contains("x-request-id"));
    }

    [Fact]
    public void EveryExample_HasARow() =>
        Assert.Equal(OpenAIProtocol.Instance.Refusals.All.Select(refusal => refusal.Id).Order(), Examples.Select(example => example.Key).Order());

    [Fact]
    public void EveryRow_HasAPublicSource() =>
        Assert.All(OpenAIProtocol.Instance.Refusals.All, refusal => Assert.StartsWith("https://", refusal.Source, StringComparison.Ordinal));

    [Fact]
    public async Task ValidRequest_IsNotRefused()
    {
        using var response = await emulator.PostAsync("/v1/chat/completions", RunningEmulator.Chat("Hello"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    /// <summary>The fixed parts of a sentence stand in their order, and no placeholder is left.</summary>
    private static void AssertWorded(string expected, string actual)
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

    private async Task<HttpResponseMessage> SendAsync(JsonObject example)
    {
        var path = (string)example["path"]!;
        var request = new HttpRequestMessage(example.ContainsKey("body") || example.ContainsKey("form") ? HttpMethod.Post : HttpMethod.Get, new Uri(emulator.Address, path));
        if (example["body"] is { } body)
        {
            request.Content = new StringContent(Expand(body)!.ToJsonString(), Encoding.UTF8, "application/json");
        }
        else if (example["form"] is JsonObject form)
        {
            request.Content = Form(form, (string?)example["file"]);
        }

        using var http = new HttpClient();
        if (example["authorization"] is { } scheme)
        {
            request.Headers.TryAddWithoutValidation("Authorization", (string)scheme!);
        }
        else if (!example.ContainsKey("key") || example["key"] is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string?)example["key"] ?? "sk-test");
        }

        return await http.SendAsync(request);
    }

    private static MultipartFormDataContent Form(JsonObject fields, string? file)
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

    private static JsonObject ReadExamples()
    {
        using var stream = typeof(RefusalTableTests).Assembly.GetManifestResourceStream("RefusalExamples.json")!;
        return JsonSerializer.Deserialize<JsonObject>(stream)!;
    }
}

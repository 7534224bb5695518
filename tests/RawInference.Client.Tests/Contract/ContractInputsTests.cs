namespace RawInference.Client.Tests.Contract;

public class ContractInputsTests
{
    [Theory]
    [InlineData("""{"prompts":[]}""", "inputs.prompts")]
    [InlineData("""{"prompts":[""]}""", "inputs.prompts[0]")]
    [InlineData("""{"prompts":["a",null]}""", "inputs.prompts[1]")]
    [InlineData("""{"prompts":"a"}""", "inputs.prompts")]
    [InlineData("""{"prompts":{"0":"a"}}""", "inputs.prompts")]
    [InlineData("""{"prompts":[1]}""", "inputs.prompts[0]")]
    [InlineData("""{"prompts":[["a"]]}""", "inputs.prompts[0]")]
    [InlineData("""{"messages":[]}""", "inputs.messages")]
    [InlineData("""{"messages":"a"}""", "inputs.messages")]
    [InlineData("""{"messages":{"role":"user"}}""", "inputs.messages")]
    [InlineData("""{"prompts":["a"],"image_url":""}""", "inputs.image_url")]
    [InlineData("""{"prompts":["a"],"image_url":1}""", "inputs.image_url")]
    [InlineData("""{"prompts":["a"],"image_urls":"https://a.example"}""", "inputs.image_urls")]
    [InlineData("""{"prompts":["a"],"image_urls":[]}""", "inputs.image_urls")]
    [InlineData("""{"prompts":["a"],"image_urls":["https://a.example",2]}""", "inputs.image_urls[1]")]
    [InlineData("""{"prompts":["a"],"file_base64":{}}""", "inputs.file_base64")]
    [InlineData("""{"prompts":["a"],"text":"b"}""", "inputs.text")]
    [InlineData("""{"prompts":["a"],"messages":[{"role":"user","content":"b"}]}""", "inputs")]
    [InlineData("""{"image_url":"https://a.example"}""", "inputs")]
    [InlineData("""{"prompts":null}""", "inputs")]
    [InlineData("{}", "inputs")]
    public void WrongInputsOfAChat_AreRefusedWithTheirPath(string inputs, string path) =>
        Assert.Equal([path], Given.Refused(Operations.Chat, inputs));

    [Theory]
    [InlineData("""{"text":""}""", "inputs.text")]
    [InlineData("""{"text":["a"]}""", "inputs.text")]
    [InlineData("""{"text":true}""", "inputs.text")]
    [InlineData("""{"texts":[]}""", "inputs.texts")]
    [InlineData("""{"texts":"a"}""", "inputs.texts")]
    [InlineData("""{"texts":["a",1]}""", "inputs.texts[1]")]
    [InlineData("""{"text":"a","texts":["b"]}""", "inputs")]
    [InlineData("""{"text":"a","image_url":"https://a.example"}""", "inputs")]
    [InlineData("""{"image_urls":["https://a.example","https://b.example"]}""", "inputs")]
    [InlineData("""{"text":"a","prompts":["b"]}""", "inputs.prompts")]
    [InlineData("{}", "inputs")]
    public void WrongInputsOfAnEmbedding_AreRefusedWithTheirPath(string inputs, string path) =>
        Assert.Equal([path], Given.Refused(Operations.Embedding, inputs));

    [Theory]
    [InlineData("""{"audio_url":"https://a.example","audio_base64":"AAAA"}""", "inputs")]
    [InlineData("""{"audio_urls":["https://a.example","https://b.example"]}""", "inputs")]
    [InlineData("""{"audio_url":"https://a.example","prompts":["a","b"]}""", "inputs.prompts")]
    [InlineData("""{"audio_url":"https://a.example","text":"a"}""", "inputs.text")]
    [InlineData("""{"image_url":"https://a.example"}""", "inputs.image_url")]
    [InlineData("""{"prompts":["a"]}""", "inputs")]
    [InlineData("""{"audio_url":5}""", "inputs.audio_url")]
    [InlineData("{}", "inputs")]
    public void WrongInputsOfATranscription_AreRefusedWithTheirPath(string inputs, string path) =>
        Assert.Equal([path], Given.Refused(Operations.Transcription, inputs));

    [Theory]
    [InlineData("""{"prompts":[]}""", "inputs.prompts")]
    [InlineData("""{"prompts":"a"}""", "inputs.prompts")]
    [InlineData("""{"prompts":[""]}""", "inputs.prompts[0]")]
    [InlineData("""{"prompts":["a",2]}""", "inputs.prompts[1]")]
    [InlineData("""{"prompts":null}""", "inputs")]
    [InlineData("""{"image_url":"https://a.example"}""", "inputs")]
    [InlineData("""{"prompts":["a"],"text":"b"}""", "inputs.text")]
    [InlineData("""{"prompts":["a"],"audio_url":"https://a.example"}""", "inputs.audio_url")]
    [InlineData("""{"prompts":["a"],"image_url":""}""", "inputs.image_url")]
    [InlineData("""{"prompts":["a"],"image_urls":[1]}""", "inputs.image_urls[0]")]
    [InlineData("{}", "inputs")]
    public void WrongInputsOfAnImage_AreRefusedWithTheirPath(string inputs, string path) =>
        Assert.Equal([path], Given.Refused(Operations.Image, inputs));

    [Theory]
    [InlineData("""{"text":""}""", "inputs.text")]
    [InlineData("""{"text":["a"]}""", "inputs.text")]
    [InlineData("""{"text":null}""", "inputs")]
    [InlineData("""{"text":"a","prompts":["b"]}""", "inputs.prompts")]
    [InlineData("""{"text":"a","audio_base64":"AAAA"}""", "inputs.audio_base64")]
    [InlineData("{}", "inputs")]
    public void WrongInputsOfSpeech_AreRefusedWithTheirPath(string inputs, string path) =>
        Assert.Equal([path], Given.Refused(Operations.Speech, inputs));

    [Fact]
    public void EveryEmptyText_IsNamed() => Assert.Equal(
        ["inputs.texts[0]", "inputs.texts[2]"],
        Given.Refused(Operations.Embedding, """{"texts":["","a",""]}"""));

    [Theory]
    [InlineData(Operations.Chat)]
    [InlineData(Operations.Image)]
    public void PromptsUpToTheBound_AreTaken_AndOneMoreIsRefused(string operation)
    {
        Assert.Empty(Given.Refused(operation, Prompts(64)));
        Assert.Equal(["inputs.prompts"], Given.Refused(operation, Prompts(65)));

        static string Prompts(int count) => $$"""{"prompts":[{{string.Join(',', Enumerable.Repeat("\"a\"", count))}}]}""";
    }

    [Theory]
    [InlineData(Operations.Chat)]
    [InlineData(Operations.Image)]
    public void Attachments_StandBesideTheMediaOfTheJson(string operation)
    {
        var call = Given.Call("""{"prompts":["a"],"image_url":"https://a.example"}""") with
        {
            Attachments = [Given.Image("data:,x") with { Path = "inputs.image_base64" }],
        };

        var request = call.Bind(new RequestBinding(operation));

        Assert.Equal(["inputs.image_url", "inputs.image_base64"], request.Media.Select(media => media.Path));
    }

    [Fact]
    public void AttachmentThatTheOperationHasNoUseFor_IsRefused()
    {
        var call = Given.Call("""{"audio_base64":"AAAA"}""") with { Attachments = [Given.Image() with { Path = "inputs.image_base64" }] };

        var exception = Assert.Throws<InferenceException>(() => call.Bind(new RequestBinding(Operations.Transcription)));

        Assert.Contains("inputs.image_base64", exception.Problems.Select(problem => problem.Path));
    }
}
